import type * as webio from '../../src/index'

type Api = typeof webio

/** How one kind of input converts a person's entry into the author's value. */
export interface Conversion {
  readonly input: string
  /** Creates an input. The functions are passed in, because a browser's page needs those of the built package. */
  readonly field: (api: Api, options: { name: 'field' }) => webio.InputItem
  /** The person's entry: a text, or the labels of options or a button. */
  readonly entered: string | readonly string[]
  readonly value: unknown
  /** The author's value without an entry. If missing, the form cannot be submitted without one. */
  readonly empty?: unknown
}

const COLORS = [
  ['red', 1],
  ['none', null],
  ['grey', 3, false, true],
  ['blue', { hex: ['#', '00f'] }],
] as const

/** PyWebIO’s table of values, row by row. */
export const CONVERSIONS: readonly Conversion[] = [
  {
    input: 'TEXT',
    field: ({ input }, o) => input('Field', o),
    entered: ' a <b> ',
    value: ' a <b> ',
    empty: '',
  },
  {
    input: 'PASSWORD',
    field: ({ input, PASSWORD }, o) => input('Field', { ...o, type: PASSWORD }),
    entered: 'hush',
    value: 'hush',
    empty: '',
  },
  {
    input: 'URL',
    field: ({ input, URL }, o) => input('Field', { ...o, type: URL }),
    entered: 'https://example.com/?a',
    value: 'https://example.com/?a',
    empty: '',
  },
  {
    input: 'NUMBER',
    field: ({ input, NUMBER }, o) => input('Field', { ...o, type: NUMBER }),
    entered: '-007',
    value: -7,
    empty: null,
  },
  {
    input: 'FLOAT',
    field: ({ input, FLOAT }, o) => input('Field', { ...o, type: FLOAT }),
    entered: '+1.50',
    value: 1.5,
    empty: null,
  },
  {
    input: 'DATE',
    field: ({ input, DATE }, o) => input('Field', { ...o, type: DATE }),
    entered: '2024-02-29',
    value: '2024-02-29',
    empty: '',
  },
  {
    input: 'TIME',
    field: ({ input, TIME }, o) => input('Field', { ...o, type: TIME }),
    entered: '06:30',
    value: '06:30',
    empty: '',
  },
  {
    input: 'TIME with seconds',
    field: ({ input, TIME }, o) => input('Field', { ...o, type: TIME, step: 1 }),
    entered: '06:30:15',
    value: '06:30:15',
    empty: '',
  },
  {
    input: 'DATETIME',
    field: ({ input, DATETIME }, o) => input('Field', { ...o, type: DATETIME }),
    entered: '2024-02-29T06:30',
    value: '2024-02-29T06:30',
    empty: '',
  },
  {
    input: 'COLOR',
    field: ({ input, COLOR }, o) => input('Field', { ...o, type: COLOR }),
    entered: '#00ff80',
    value: '#00ff80',
    empty: '#000000',
  },
  {
    input: 'textarea',
    field: ({ textarea }, o) => textarea('Field', o),
    entered: 'a\nb',
    value: 'a\nb',
    empty: '',
  },
  {
    input: 'select: types are kept',
    field: ({ select }, o) => select('Field', COLORS, o),
    entered: 'blue',
    value: { hex: ['#', '00f'] },
    empty: 1,
  },
  {
    input: 'select: null is a value',
    field: ({ select }, o) => select('Field', COLORS, o),
    entered: 'none',
    value: null,
    empty: 1,
  },
  {
    input: 'select multiple, in the order of the options',
    field: ({ select }, o) => select('Field', COLORS, { ...o, multiple: true }),
    entered: ['blue', 'red'],
    value: [1, { hex: ['#', '00f'] }],
    empty: [],
  },
  {
    input: 'checkbox, in the order of the options',
    field: ({ checkbox }, o) => checkbox('Field', COLORS, o),
    entered: ['none', 'red'],
    value: [1, null],
    empty: [],
  },
  {
    input: 'radio',
    field: ({ radio }, o) => radio('Field', COLORS, o),
    entered: 'blue',
    value: { hex: ['#', '00f'] },
    empty: null,
  },
  { input: 'slider', field: ({ slider }, o) => slider('Field', o), entered: '30', value: 30, empty: 0 },
  {
    input: 'slider of fractions',
    field: ({ slider }, o) => slider('Field', { ...o, max_value: 2.5 }),
    entered: '1.25',
    value: 1.25,
    empty: 0,
  },
  {
    input: 'actions',
    field: ({ actions }, o) =>
      actions(
        'Field',
        [
          ['Yes', true],
          ['No', false],
        ],
        o,
      ),
    entered: 'No',
    value: false,
  },
]
