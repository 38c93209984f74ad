/** Explanations of file system errors by code, with what an operator can do. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'No space is left on its disk: free some.',
  EDQUOT: 'The disk quota of this user is used up: free some space.',
  EFBIG: 'A file has reached the largest size that this user may write: raise the limit (`ulimit -f`).',
  EACCES: 'This process may not write there: change the owner or the mode of the folder.',
  EPERM: 'This process may not write there: change the owner or the mode of the folder.',
  EROFS: 'Its file system is read-only: choose another folder.',
  EMFILE: 'This process has too many open files: raise the limit (`ulimit -n`).',
  ENFILE: 'This machine has too many open files: raise the limit (`fs.file-max`).',
  ENOTDIR: 'A part of the path is a file: choose another folder.',
  EIO: 'The disk reports a failure.',
}

/**
 * Explains an error of the file system. An error without a code is returned unchanged.
 * @param doing the operation that failed, such as `append to session x`
 */
export function storageProblem(error: unknown, doing: string, folder: string): Error {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined) return error as Error
  const reason = REASONS[code] ?? message
  return Object.assign(new Error(`${doing}: ${code} in ${folder}. ${reason}`, { cause: error }), { code })
}
