import type { FieldRuntime } from '../../engine/forms/form-spec'
import type { UploadedFile } from '../../engine/files/uploaded-file'
import type { FileField, RawValue } from '../../protocol/input-spec'
import { sizeText } from '../../protocol/size-text'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
import { parseSize, SIZE_RULE } from '../parse-size'
import { withoutNulls } from '../without-nulls'
import { fileSession } from '../send-file'
import type { FieldOptions, LooseFieldOptions } from './field-options'
import { commonRuntime, commonSpec, FIELD_OPTION_RULES, strictUpdate } from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'
import type { FromArguments } from '../from-arguments'

/** The result of a file field: an array with `multiple`; otherwise null if no file was chosen, unless it is required. */
export type FileValue<Multiple extends boolean, Required extends boolean> = Multiple extends true
  ? UploadedFile[]
  : Required extends true
    ? UploadedFile
    : UploadedFile | null

/** Options that `file_upload` and `put_file_upload` share. */
export interface FileFieldOptions<
  Multiple extends boolean,
  Required extends boolean,
  Out,
> extends FieldOptions<FileValue<Multiple, Required>, Out> {
  /** Kinds of files, as in HTML: `'.pdf'`, `'image/*'`, `'text/csv'`; several in an array, or separated by commas. @default all */
  accept?: string | readonly string[]
  /** The text of the empty field. @default 'Choose a file', in the visitor's language */
  placeholder?: string
  /** @default false */
  multiple?: Multiple
  /** The maximum size of one file: bytes, or `'40K'`, `'3M'`, `'1.5G'`. 0 stands for the server's limit. @default the server's `max_payload_size` */
  max_size?: number | string
  /** The maximum total size of all files. @default the server's `max_payload_size` */
  max_total_size?: number | string
  required?: Required
}

export interface FileUploadOptions<Multiple extends boolean, Required extends boolean, Out>
  extends FileFieldOptions<Multiple, Required, Out>, FormOptions {}

/** The rules that `file_upload` and `put_file_upload` share. */
export const FILE_FIELD_RULES = {
  ...FIELD_OPTION_RULES,
  accept: 'any',
  placeholder: 'string',
  multiple: 'boolean',
  max_size: 'string or number',
  max_total_size: 'string or number',
  required: 'boolean',
} as const satisfies OptionRules

const FILE_UPLOAD_RULES = { ...FILE_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks for files. With a `name`, it returns a field for `input_group` instead. A file is uploaded as soon as it is chosen, with a progress bar; the
 * form is submitted when all files have arrived. Uploads are stored on the server's disk and deleted when the session ends or the form is cancelled.
 * @returns the file, or null; an array with `multiple`
 * @throws TypeError or RangeError at the call if an argument is invalid or a size is above the server's limit; SessionNotFoundException outside a
 * task, even with a `name`, because the limit depends on the server; the promise rejects as that of `input`
 * @example
 * const picture = await file_upload('Your picture', { accept: 'image/*', max_size: '5M', required: true })
 * await rename(picture.path, `pictures/${id}`)
 */
export function file_upload<
  const Name extends string,
  const Multiple extends boolean = false,
  const Required extends boolean = false,
  Out = FileValue<Multiple, Required>,
>(
  label: string | undefined,
  options: FileUploadOptions<Multiple, Required, Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function file_upload<
  const Multiple extends boolean = false,
  const Required extends boolean = false,
  Out = FileValue<Multiple, Required>,
>(
  label?: string,
  options?: FileUploadOptions<Multiple, Required, Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function file_upload(label: string | undefined = '', options?: object): unknown {
  checkArgument('file_upload', 'label', label, 'string')
  const checked = checkOptions<LooseFileField & FormOptions>('file_upload', options, FILE_UPLOAD_RULES)
  return askOrItem('file_upload', label, checked, (fieldLabel) =>
    fileField('file_upload', fieldLabel, checked),
  )
}

/** Checked options of a file field, without the author's types. */
export interface LooseFileField extends LooseFieldOptions {
  name?: string
  accept?: unknown
  multiple?: boolean
  placeholder?: string
  max_size?: number | string
  max_total_size?: number | string
}

/**
 * Creates the field of `file_upload` or `put_file_upload` from checked options.
 * @param options `keeps`: the task owns a file as soon as it reads it, so the file outlives the field; otherwise when the form is accepted
 * @throws TypeError if a kind of file is invalid, RangeError if a size is invalid or above the server's limit
 */
export function fileField(
  caller: string,
  label: string,
  checked: LooseFileField,
  { keeps = false }: { readonly keeps?: boolean } = {},
): (name: string) => FieldRuntime {
  const session = fileSession(caller)
  const { multiple = false, placeholder } = checked
  const accept = acceptList(caller, checked.accept)
  const sizes = {
    max_size: sizeLimit(caller, 'max_size', checked.max_size, session.files.uploads.maxBytes),
    max_total_size: sizeLimit(
      caller,
      'max_total_size',
      checked.max_total_size,
      session.files.uploads.maxBytes,
    ),
  }
  const runtime = commonRuntime(caller, checked)
  const valueOf = (ids: readonly number[]): UploadedFile[] | UploadedFile | null => {
    if (keeps) session.files.uploads.keep(ids)
    const files = session.files.uploads.received(ids)
    return multiple ? files : (files[0] ?? null)
  }
  return (name) => {
    const spec: FileField = {
      type: 'file',
      ...commonSpec(name, label, checked),
      ...(multiple && { multiple }),
      ...(accept.length > 0 && { accept }),
      ...withoutNulls({ placeholder }),
      ...sizes,
    }
    return { spec, convert: (raw) => valueOf(idsOf(raw)), update: updateFileField, ...runtime }
  }
}

function idsOf(raw: RawValue): readonly number[] {
  return Array.isArray(raw) ? (raw as readonly number[]) : []
}

/** A file extension or a MIME type. */
const KIND = /^(\.[^\s,]+|[\w.+-]+\/(\*|[\w.+-]+)|\*\/\*|\*)$/

function acceptList(caller: string, accept: unknown): string[] {
  if (accept === undefined || accept === null) return []
  const given: unknown[] =
    typeof accept === 'string' ? accept.split(',') : Array.isArray(accept) ? accept : [accept]
  return given.map((kind) => {
    const text = typeof kind === 'string' ? kind.trim() : ''
    if (KIND.test(text)) return text
    throw new TypeError(`${caller}: accept must be kinds such as ".pdf" or "image/*", not ${describe(kind)}.`)
  })
}

function sizeLimit(caller: string, option: string, given: number | string | undefined, most: number): number {
  if (given === undefined) return most
  const size = parseSize(given)
  if (size === null)
    throw new RangeError(`${caller}: ${option} must be ${SIZE_RULE}, not ${describe(given)}.`)
  if (size > most) {
    throw new RangeError(
      `${caller}: ${option} (${sizeText(size)}) is more than the server takes: its max_payload_size is ${sizeText(most)}.`,
    )
  }
  return size === 0 ? most : size
}

const UPDATABLE = {
  help_text: 'string',
  required: 'boolean',
  placeholder: 'string',
  accept: 'any',
} as const satisfies OptionRules

const updateFileField: FieldRuntime['update'] = (fields, _spec, caller) => {
  const known = strictUpdate(caller, fields, UPDATABLE)
  if (!('accept' in known)) return known
  const accept = acceptList(caller, known['accept'])
  return { ...known, accept: accept.length > 0 ? accept : null }
}
