const AS_PDF = 'Open it, save or print it as a PDF, and upload that.';

/** What to do instead, for kinds that councils really have. PDF, Word (.docx), PNG and JPEG are taken. */
const ADVICE: Readonly<Record<string, string>> = {
  'image/heic':
    'Telephones keep photographs so. Open it, save a copy as JPEG, and upload that (on an iPhone: Settings, Camera, Formats, Most compatible, for those to come).',
  'image/avif': 'Open it, save a copy as JPEG or PNG, and upload that.',
  'image/gif': 'Open it, save a copy as PNG, and upload that.',
  'image/webp': 'Open it, save a copy as JPEG or PNG, and upload that.',
  'image/bmp': 'Open it, save a copy as PNG, and upload that.',
  'image/tiff': 'It may hold many pages, as scanners make them. Open it, save or print it as a PDF, and upload that.',
  'application/zip': 'Upload the files in it one by one.',
  'application/x-cfb': 'Open it, save it as a PDF (or as .docx, without a password), and upload that.',
  'application/vnd.ms-word.document.macroenabled.12':
    'Open it, save it as "Word document (.docx)" or as a PDF, and upload that.',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.template':
    'Open it, save it as "Word document (.docx)" or as a PDF, and upload that.',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
    'Open it, set the print area of what matters, save it as a PDF, and upload that.',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation':
    'Open it, save it as a PDF (slides or handouts), and upload that.',
};

export const adviceFor = (mime: string): string => ADVICE[mime] ?? AS_PDF;
