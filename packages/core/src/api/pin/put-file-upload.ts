import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import type { FileFieldOptions, LooseFileField } from '../input/file-upload'
import { FILE_FIELD_RULES, fileField } from '../input/file-upload'
import type { Output } from '../output/handle/output'
import type { PinOptions } from './make-pin'
import { makePin, PIN_OPTION_RULES } from './make-pin'

export interface PutFileUploadOptions<Multiple extends boolean, Required extends boolean>
  extends PinOptions, FileFieldOptions<Multiple, Required, unknown> {}

const PUT_FILE_UPLOAD_RULES = { ...PIN_OPTION_RULES, ...FILE_FIELD_RULES } as const satisfies OptionRules

/**
 * Shows a field for files without waiting for an answer: `pin` reads it. A file is uploaded as soon as it is chosen, and becomes the pin's value
 * when it has arrived completely. A file that the task has read stays until the session ends, unless the visitor removes it from the field.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param options the options of `file_upload`. The value cannot be set: only a visitor can choose files
 * @throws TypeError or RangeError if an argument is invalid
 * @example put_file_upload('cv', { label: 'Your CV', accept: '.pdf', onchange: (file) => file && put_text(file.filename) })
 */
export function put_file_upload<
  const Multiple extends boolean = false,
  const Required extends boolean = false,
>(name: string, options?: PutFileUploadOptions<Multiple, Required>): Output {
  const checked = checkOptions<LooseFileField & PinOptions>(
    'put_file_upload',
    options as LooseFileField | undefined,
    PUT_FILE_UPLOAD_RULES,
  )
  return makePin('put_file_upload', name, checked, (label) =>
    fileField('put_file_upload', label, checked, { keeps: true }),
  )
}
