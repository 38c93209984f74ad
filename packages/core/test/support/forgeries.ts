import type { FileUploadOptions, InputItem } from '../../src/index'
import { checkbox, file_upload, input, NUMBER, radio, select, slider, textarea } from '../../src/index'

/** A forged answer: its name, the field, the values, and the outcome. */
export type Forgery = readonly [
  name: string,
  field: (validate: () => null) => InputItem,
  values: Readonly<Record<string, unknown>>,
  outcome: string,
]

/** The name of the field. */
export const FORGED_FIELD = 'f'

const f = FORGED_FIELD
const OPTIONS = [
  ['a', 1],
  ['b', 2, false, true],
] as const

/** Values that break a rule of the field, with the message for the person. */
export const BROKEN_RULES: readonly Forgery[] = [
  [
    'required',
    (validate) => input('x', { name: f, required: true, validate }),
    { f: '' },
    'Please fill out this field.',
  ],
  [
    'required, left out',
    (validate) => input('x', { name: f, required: true, validate }),
    {},
    'Please fill out this field.',
  ],
  [
    'number format',
    (validate) => input('x', { name: f, type: NUMBER, validate }),
    { f: '1.5' },
    'Please enter a whole number.',
  ],
  [
    'number format: a word',
    (validate) => input('x', { name: f, type: NUMBER, validate }),
    { f: 'NaN' },
    'Please enter a whole number.',
  ],
  [
    'min',
    (validate) => input('x', { name: f, type: NUMBER, min: 5, validate }),
    { f: '4' },
    'The value must be 5 or more.',
  ],
  [
    'max',
    (validate) => input('x', { name: f, type: NUMBER, max: 5, validate }),
    { f: '6' },
    'The value must be 5 or less.',
  ],
  [
    'step',
    (validate) => input('x', { name: f, type: NUMBER, step: 2, validate }),
    { f: '3' },
    'Please enter a valid value. The two nearest are 2 and 4.',
  ],
  [
    'minlength',
    (validate) => input('x', { name: f, minlength: 2, validate }),
    { f: 'a' },
    'Please use at least 2 characters (you have 1).',
  ],
  [
    'maxlength',
    (validate) => textarea('x', { name: f, maxlength: 2, validate }),
    { f: 'abc' },
    'Please use at most 2 characters (you have 3).',
  ],
  [
    'pattern',
    (validate) => input('x', { name: f, pattern: '\\d+', validate }),
    { f: 'a' },
    'Please match the requested format.',
  ],
  [
    'URL',
    (validate) => input('x', { name: f, type: 'url', validate }),
    { f: 'x' },
    'Please enter a URL, such as https://example.com.',
  ],
  [
    'date',
    (validate) => input('x', { name: f, type: 'date', min: '2024-01-01', validate }),
    { f: '2023-12-31' },
    'The value must be 2024-01-01 or more.',
  ],
  [
    'an invalid color',
    (validate) => input('x', { name: f, type: 'color', validate }),
    { f: '' },
    'Please choose a color.',
  ],
  [
    'readonly',
    (validate) => input('x', { name: f, value: 'v', readonly: true, validate }),
    { f: 'w' },
    'This field cannot be changed.',
  ],
  [
    'readonly, left out',
    (validate) => input('x', { name: f, value: 'v', readonly: true, validate }),
    {},
    'This field cannot be changed.',
  ],
  [
    'disabled',
    (validate) => textarea('x', { name: f, value: 'v', disabled: true, validate }),
    { f: 'w' },
    'This field cannot be changed.',
  ],
  [
    'a select without a choice',
    (validate) => select('x', OPTIONS, { name: f, validate }),
    { f: null },
    'Please select an option.',
  ],
  [
    'a select, left out',
    (validate) => select('x', OPTIONS, { name: f, validate }),
    {},
    'Please select an option.',
  ],
  [
    'a hint that is chosen',
    (validate) => select('x', [['Choose…', '', true, true], 'a'], { name: f, validate }),
    { f: 0 },
    'Please select an option.',
  ],
  [
    'a required multiple select',
    (validate) => select('x', OPTIONS, { name: f, multiple: true, required: true, validate }),
    { f: [] },
    'Please select an option.',
  ],
  [
    'a required checkbox',
    (validate) => checkbox('x', OPTIONS, { name: f, required: true, validate }),
    { f: [] },
    'Please select an option.',
  ],
  [
    'a required radio',
    (validate) => radio('x', OPTIONS, { name: f, required: true, validate }),
    { f: null },
    'Please select an option.',
  ],
  [
    'a slider above its end',
    (validate) => slider('x', { name: f, validate }),
    { f: 101 },
    'The value must be 100 or less.',
  ],
  [
    'a slider below its start',
    (validate) => slider('x', { name: f, validate }),
    { f: '-1' },
    'The value must be 0 or more.',
  ],
  [
    'a slider between steps',
    (validate) => slider('x', { name: f, validate }),
    { f: 1.5 },
    'Please enter a valid value. The two nearest are 1 and 2.',
  ],
  [
    'email',
    (validate) => input('x', { name: f, type: 'email', validate }),
    { f: 'ada' },
    'Please enter an email address.',
  ],
  [
    'time',
    (validate) => input('x', { name: f, type: 'time', validate }),
    { f: '25:00' },
    'Please enter a time.',
  ],
  [
    'date and time',
    (validate) => input('x', { name: f, type: 'datetime-local', validate }),
    { f: '2024-01-01' },
    'Please enter a date and time.',
  ],
  [
    'an invalid number',
    (validate) => input('x', { name: f, type: 'float', validate }),
    { f: '1e' },
    'Please enter a number.',
  ],
  [
    'a required file',
    (validate) => file_upload('x', { name: f, required: true, validate }),
    { f: [] },
    'Please choose a file.',
  ],
  [
    'a month',
    (validate) => input('x', { name: f, type: 'month', max: '2024-06', validate }),
    { f: '2024-07' },
    'The value must be 2024-06 or less.',
  ],
  [
    'readonly, in a code editor',
    (validate) => textarea('x', { name: f, value: 'v', code: { readOnly: true }, validate }),
    { f: 'w' },
    'This field cannot be changed.',
  ],
]

/** Values that no control of the field can send, with the code of the refusal. */
export const IMPOSSIBLE_VALUES: readonly Forgery[] = [
  ['a number in a text', (validate) => input('x', { name: f, validate }), { f: 5 }, 'bad_value'],
  ['nothing in a text', (validate) => input('x', { name: f, validate }), { f: null }, 'bad_value'],
  ['a list in a text', (validate) => input('x', { name: f, validate }), { f: [1] }, 'bad_value'],
  [
    'an option that is not offered',
    (validate) => select('x', OPTIONS, { name: f, validate }),
    { f: 7 },
    'bad_value',
  ],
  ['a disabled option', (validate) => select('x', OPTIONS, { name: f, validate }), { f: 1 }, 'bad_value'],
  [
    'the value of an option',
    (validate) => select('x', ['a'], { name: f, validate }),
    { f: 'a' },
    'bad_value',
  ],
  [
    'a disabled option among several',
    (validate) => checkbox('x', OPTIONS, { name: f, validate }),
    { f: [0, 1] },
    'bad_value',
  ],
  [
    'an option twice',
    (validate) => select('x', OPTIONS, { name: f, multiple: true, validate }),
    { f: [0, 0] },
    'bad_value',
  ],
  ['a disabled radio', (validate) => radio('x', OPTIONS, { name: f, validate }), { f: 1 }, 'bad_value'],
  [
    'a file that was not uploaded',
    (validate) => file_upload('x', { name: f, validate }),
    { f: [7] },
    'bad_value',
  ],
  ['no number on a slider', (validate) => slider('x', { name: f, validate }), { f: 'x' }, 'bad_value'],
  ['an unknown field', (validate) => input('x', { name: f, validate }), { f: '', g: '' }, 'no_such_field'],
  [
    'a field by a name that objects have',
    (validate) => input('x', { name: f, validate }),
    { f: '', constructor: '' },
    'no_such_field',
  ],
  ['a value of no kind', (validate) => input('x', { name: f, validate }), { f: { a: 1 } }, 'bad_message'],
]

/** A page's facts about a file. */
interface FileFacts {
  readonly name: string
  readonly size: number
  readonly mime_type: string
}

/**
 * Files that a field does not accept: its options, the files that a page names one after another, and the id
 * of the message for the last of them.
 */
export type ForgedFile = readonly [
  name: string,
  options: FileUploadOptions<boolean, boolean, unknown>,
  files: readonly FileFacts[],
  message: string,
]

const fileFacts = (name: string, size: number, mime_type = ''): FileFacts => ({ name, size, mime_type })

export const FORGED_FILES: readonly ForgedFile[] = [
  ['larger than max_size', { max_size: '1K' }, [fileFacts('a.txt', 1025)], 'file_too_large: a.txt, 1 KB'],
  [
    'larger than the server takes',
    {},
    [fileFacts('a.txt', 200 * 1024 ** 2 + 1)],
    'file_too_large: a.txt, 200 MB',
  ],
  [
    'of a name that accept does not let in',
    { accept: ['.pdf', 'image/*'] },
    [fileFacts('a.pdf.exe', 1, 'application/pdf')],
    'file_not_accepted: a.pdf.exe, .pdf, image/*',
  ],
  [
    'of a type that accept does not let in',
    { accept: 'image/*' },
    [fileFacts('a.png', 1, 'text/html')],
    'file_not_accepted: a.png, image/*',
  ],
  [
    'too large together',
    { multiple: true, max_total_size: 10 },
    [fileFacts('a', 6), fileFacts('b', 5)],
    'files_too_large: 10 bytes',
  ],
  ['several where one is asked for', {}, [fileFacts('a', 1), fileFacts('b', 1)], 'too_many_files: 1'],
]
