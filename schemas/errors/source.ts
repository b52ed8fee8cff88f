import type { ErrorEntry } from './error.js';

/** What can go wrong between a source and the store, before anything reads the bytes. */
export const sourceErrors = {
  SOURCE_FOLDER_MISSING: {
    kind: 'terminal',
    when: 'The folder of a source is not there, or is not a folder.',
    fix: 'Create or mount the folder, or correct `connector.path` of the source; a relative path starts at the project folder.',
  },
  SOURCE_FOLDER_UNREADABLE: {
    kind: 'terminal',
    when: 'The folder of a source may not be listed by this user.',
    fix: 'Give the user that runs the product the right to read and to enter the folder.',
  },
  FILE_LINK_LEAVES_FOLDER: {
    kind: 'terminal',
    when: 'A file is a symbolic link that leads out of the folder of its source, or to nothing. It is refused.',
    fix: 'Put the file itself into the folder, or make the folder that it lies in a source.',
  },
  FILE_NOT_REGULAR: {
    kind: 'terminal',
    when: 'Something with a matching name is a pipe, a socket or a device. It is refused without being opened.',
    fix: 'Remove it from the folder of the source, or narrow `connector.pattern`.',
  },
  FILE_UNREADABLE: {
    kind: 'terminal',
    when: 'A file may not be read by this user, or its disk does not give its bytes. It is refused; the other files are taken.',
    fix: 'Give the user that runs the product the right to read the file; the next pull takes it.',
  },
  FILE_CHANGED: {
    kind: 'transient',
    when: 'A file changed or went away while it was read. Nothing of it is kept; the next pull looks again.',
    fix: 'Have the sender write under another name and rename, or use `done_marker`.',
  },
  FILE_NOT_FOUND: {
    kind: 'usage',
    when: 'A file that a command names is not there, or is no file.',
    fix: 'Check the path; a relative one starts at the current folder.',
  },
  RESUBMIT_UNCHANGED: {
    kind: 'usage',
    when: 'The file that was resubmitted has the same bytes as the delivery that it should correct.',
    fix: 'Correct the file first; to take the delivery as it is, use `assurance quarantine release`.',
  },
  RECEIPTS_NOT_WRITTEN: {
    kind: 'transient',
    when: 'Acknowledgements (X12 997, 824) could not be written below HOME or into `connector.receipts` of the source. It is tried again a few times.',
    fix: 'Make room, or give the user that runs the product the right to write there; then `assurance rerun RUN`.',
  },
  STORE_OBJECT_DAMAGED: {
    kind: 'terminal',
    when: 'The store holds another number of bytes under a sha-256 than belong to it: its disk failed or somebody changed it.',
    fix: 'Check the disk, move the object away, and pull again: the source still has the bytes.',
  },
  STORE_WRITE_FAILED: {
    kind: 'transient',
    when: 'The store or the staging folder could not be written: disk full, no permission, disk failure.',
    fix: 'Make room or give the user that runs the product the right to write under `home`; the next pull goes on.',
  },
} as const satisfies Record<string, ErrorEntry>;
