import { checkField, emptyValue, initialValue, isRawValueOf } from './field-rules'
import type { FieldSpec, HtmlAttributeValue, OptionSpec, RawValue, TextInputType } from './input-spec'
import { messageText } from './messages'

type Attributes = Record<string, HtmlAttributeValue>

const field = (type: TextInputType, more: object = {}): FieldSpec => ({ name: 'f', type, ...more })
const withRules = (type: TextInputType, attributes: Attributes): FieldSpec => field(type, { attributes })
const area = (more: object = {}): FieldSpec => ({ name: 'f', type: 'textarea', ...more })
const option = (id: number, more: object = {}): OptionSpec => ({ id, label: `o${id}`, value: id, ...more })
const OPTIONS = [option(0), option(1, { disabled: true }), option(2, { selected: true })]
const select = (more: object = {}): FieldSpec => ({ name: 'f', type: 'select', options: OPTIONS, ...more })
const checkbox = (more: object = {}): FieldSpec => ({
  name: 'f',
  type: 'checkbox',
  options: OPTIONS,
  ...more,
})
const radio = (more: object = {}): FieldSpec => ({ name: 'f', type: 'radio', options: OPTIONS, ...more })
const slider = (more: object = {}): FieldSpec => ({
  name: 'f',
  type: 'slider',
  value: 5,
  min_value: 0,
  max_value: 10,
  step: 1,
  ...more,
})
const buttons: FieldSpec = { name: 'f', type: 'actions', buttons: [] }
const HINT = [option(0, { disabled: true, selected: true }), option(1)]
const NONE = [option(0, { disabled: true })]

/** The message for a person, in English; null if the value is valid. */
function told(spec: FieldSpec, raw: RawValue): string | null {
  const message = checkField(spec, raw)
  return message === null ? null : messageText(message)
}

describe('formats', () => {
  it.each<[TextInputType, string[], string[], string | null]>([
    ['text', ['', ' ', 'a\nb', '<b>'], [], null],
    ['password', ['', 'x'], [], null],
    ['tel', ['+49 (0) 1', 'no number'], [], null],
    ['search', ['x'], [], null],
    [
      'number',
      ['', '0', '-5', '+7', '007', '1e3', ' 1', '٣', '5.0', '1 000', '9007199254740992'],
      ['1.5', '12-', '-', '0x10', 'NaN', '5/2', '1e-3'],
      'Please enter a whole number.',
    ],
    [
      'float',
      ['', '0', '-1.5', '+.5', '5.', '3', '1e3', '1,5', '1.000,5'],
      ['.', '-', '1.2.3', 'Infinity', '5/2'],
      'Please enter a number.',
    ],
    [
      'url',
      ['', 'https://example.com', 'mailto:a@b.c', ' https://x.y '],
      ['example.com', '/path', 'http//x', 'https://[x'],
      'Please enter a URL, such as https://example.com.',
    ],
    [
      'email',
      ['', 'a@b', 'a.b+c@d-e.example'],
      ['a', 'a@', '@b', 'a b@c.d', 'a@b..c', 'a@-b.c', 'a@b.c\n'],
      'Please enter an email address.',
    ],
    [
      'date',
      ['', '2024-02-29', '0001-01-01'],
      ['2023-02-29', '2024-13-01', '2024-1-1', '24-01-01', '2024-02-29T00:00', '2024-02-30'],
      'Please enter a date.',
    ],
    ['month', ['', '2024-02'], ['2024-13', '2024', '2024-02-01', '2024-2'], 'Please enter a date.'],
    [
      'week',
      ['', '2024-W01', '2020-W53'],
      ['2024-W00', '2024-W54', '2024-1', '2024-W1'],
      'Please enter a date.',
    ],
    [
      'time',
      ['', '00:00', '23:59', '12:30:15', '12:30:15.25'],
      ['24:00', '12:60', '1:00', '12', '12:00:60', '12:00 pm'],
      'Please enter a time.',
    ],
    [
      'datetime-local',
      ['', '2024-02-29T23:59', '2024-01-01T00:00:01'],
      [
        '2024-01-01',
        '2024-01-01 00:00',
        '2023-02-29T00:00',
        '2024-01-01T24:00',
        '2024-01-01T10:00Tx',
        '2024-01-01T10:00Z',
      ],
      'Please enter a date and time.',
    ],
    ['color', ['#000000', '#aBcDeF'], ['', '#fff', 'red', '#12345g', '123456'], 'Please choose a color.'],
  ])('%s', (type, good, bad, message) => {
    expect(good.filter((value) => told(field(type), value) !== null)).toEqual([])
    expect(bad.filter((value) => told(field(type), value) !== message)).toEqual([])
  })
})

describe('rules', () => {
  it.each<[string, FieldSpec, RawValue, string | null]>([
    ['required, filled', field('text', { required: true }), 'x', null],
    ['required, blank', field('text', { required: true }), '', 'Please fill out this field.'],
    ['required, only a space', field('text', { required: true }), ' ', null],
    ['required number, blank', field('number', { required: true }), '', 'Please fill out this field.'],
    ['required textarea', area({ required: true }), '', 'Please fill out this field.'],
    ['not required, blank: no other rule', withRules('text', { minlength: 3, pattern: 'x' }), '', null],
    ['min', withRules('number', { min: 5 }), '4', 'The value must be 5 or more.'],
    ['min, met', withRules('number', { min: 5 }), '5', null],
    ['min as a text', withRules('float', { min: '0.5' }), '.4', 'The value must be 0.5 or more.'],
    ['max', withRules('number', { max: 5 }), '6', 'The value must be 5 or less.'],
    ['max, met', withRules('number', { max: 5 }), '+5', null],
    ['an empty max is ignored', withRules('number', { max: '' }), '6', null],
    ['a max that is not a number is ignored', withRules('number', { max: 'x' }), '6', null],
    ['min of a text is ignored', withRules('text', { min: 5 }), '4', null],
    [
      'step',
      withRules('number', { step: 5 }),
      '7',
      'Please enter a valid value. The two nearest are 5 and 10.',
    ],
    ['step, met', withRules('number', { step: 5 }), '-10', null],
    ['step from min', withRules('number', { step: 5, min: 2 }), '7', null],
    [
      'step from min, not met',
      withRules('number', { step: 5, min: 2 }),
      '10',
      'Please enter a valid value. The two nearest are 7 and 12.',
    ],
    ['step of fractions', withRules('float', { step: '0.1' }), '0.3', null],
    ['step of fractions, far from min', withRules('float', { step: 0.1 }), '1000000000.1', null],
    [
      'step of fractions, not met',
      withRules('float', { step: 0.1 }),
      '0.35',
      'Please enter a valid value. The two nearest are 0.3 and 0.4.',
    ],
    ['step any', withRules('float', { step: 'any' }), '0.123', null],
    ['step 0 is ignored', withRules('float', { step: 0 }), '0.123', null],
    [
      'minlength',
      withRules('text', { minlength: 3 }),
      'ab',
      'Please use at least 3 characters (you have 2).',
    ],
    ['minlength, met', withRules('text', { minlength: '3' }), 'abc', null],
    [
      'maxlength',
      withRules('text', { maxlength: 3 }),
      'abcd',
      'Please use at most 3 characters (you have 4).',
    ],
    [
      'maxlength counts as browsers do',
      withRules('text', { maxlength: 1 }),
      '😀',
      'Please use at most 1 characters (you have 2).',
    ],
    ['maxlength counts a line break once', area({ attributes: { maxlength: 3 } }), 'a\r\nb', null],
    [
      'maxlength of a textarea',
      area({ attributes: { maxlength: 2 } }),
      'a\nb',
      'Please use at most 2 characters (you have 3).',
    ],
    ['pattern', withRules('text', { pattern: '[a-z]+' }), 'ab1', 'Please match the requested format.'],
    [
      'pattern: the whole text',
      withRules('text', { pattern: 'a|b' }),
      'ab',
      'Please match the requested format.',
    ],
    ['pattern, met', withRules('text', { pattern: 'a|b' }), 'b', null],
    ['pattern of Unicode', withRules('text', { pattern: '\\p{L}+' }), 'Ünïcode', null],
    ['pattern of a textarea is ignored, as in HTML', area({ attributes: { pattern: 'x' } }), 'y', null],
    [
      'date before min',
      withRules('date', { min: '2024-03-01' }),
      '2024-02-29',
      'The value must be 2024-03-01 or more.',
    ],
    [
      'date after max',
      withRules('date', { max: '2024-03-01' }),
      '2024-03-02',
      'The value must be 2024-03-01 or less.',
    ],
    ['date between', withRules('date', { min: '2024-01-01', max: '2024-12-31' }), '2024-06-01', null],
    [
      'month after max',
      withRules('month', { max: '2024-03' }),
      '2024-04',
      'The value must be 2024-03 or less.',
    ],
    ['time: seconds may be left out', withRules('time', { min: '09:00:00' }), '09:00', null],
    ['time before min', withRules('time', { min: '09:00' }), '08:59:59', 'The value must be 09:00 or more.'],
    [
      'time after max by a second',
      withRules('time', { max: '09:00' }),
      '09:00:01',
      'The value must be 09:00 or less.',
    ],
    [
      'time across midnight, before midnight',
      withRules('time', { min: '22:00', max: '06:00' }),
      '23:00',
      null,
    ],
    [
      'time across midnight, after midnight',
      withRules('time', { min: '22:00', max: '06:00' }),
      '05:00',
      null,
    ],
    [
      'time across midnight, during the day',
      withRules('time', { min: '22:00', max: '06:00' }),
      '12:00',
      'The value must be 22:00 or more.',
    ],
    [
      'datetime before min',
      withRules('datetime-local', { min: '2024-01-01T10:00:00' }),
      '2024-01-01T09:59',
      'The value must be 2024-01-01T10:00:00 or more.',
    ],
    [
      'datetime at min',
      withRules('datetime-local', { min: '2024-01-01T10:00:00' }),
      '2024-01-01T10:00',
      null,
    ],
    ['readonly, unchanged', field('text', { readonly: true, value: 'x' }), 'x', null],
    [
      'readonly, changed',
      field('text', { readonly: true, value: 'x' }),
      'y',
      'This field cannot be changed.',
    ],
    ['readonly, emptied', area({ readonly: true, value: 'x' }), '', 'This field cannot be changed.'],
    [
      'readonly and required, blank: no person could fill it in',
      field('text', { readonly: true, required: true }),
      '',
      null,
    ],
    ['locked: its label is not a number', field('number', { locked: true, value: 'seven' }), 'seven', null],
    [
      'locked, changed',
      field('number', { locked: true, value: 'seven' }),
      '7',
      'This field cannot be changed.',
    ],
    ['select, chosen', select(), 0, null],
    ['select, nothing chosen despite available options', select(), null, 'Please select an option.'],
    ['select, the hint', select({ options: HINT }), 0, 'Please select an option.'],
    ['select without options', select({ options: NONE }), null, null],
    [
      'select without options, required',
      select({ options: NONE, required: true }),
      null,
      'Please select an option.',
    ],
    ['multiple select, nothing', select({ multiple: true }), [], null],
    ['multiple select, required', select({ multiple: true, required: true }), [], 'Please select an option.'],
    ['checkbox, nothing', checkbox(), [], null],
    ['checkbox, required', checkbox({ required: true }), [], 'Please select an option.'],
    ['checkbox, required, ticked', checkbox({ required: true }), [0], null],
    ['radio, nothing', radio(), null, null],
    ['radio, required', radio({ required: true }), null, 'Please select an option.'],
    ['radio, required, picked', radio({ required: true }), 0, null],
    ['slider', slider(), 7, null],
    ['slider, a numeric string', slider(), '7', null],
    ['slider below', slider(), -1, 'The value must be 0 or more.'],
    ['slider above', slider(), 11, 'The value must be 10 or less.'],
    ['slider between steps', slider(), 2.5, 'Please enter a valid value. The two nearest are 2 and 3.'],
    ['slider between steps of 3 from 1', slider({ min_value: 1, step: 3 }), 4, null],
    ['slider with step any', slider({ step: 'any' }), 2.5, null],
    ['actions', buttons, null, null],
  ])('%s', (_, spec, raw, message) => {
    expect(told(spec, raw)).toBe(message)
  })
})

describe('isRawValueOf', () => {
  it.each<[string, FieldSpec, RawValue[], RawValue[]]>([
    ['text', field('text'), ['', 'x'], [null, 1, []]],
    ['number', field('number'), ['', '1', 'x'], [null, 1, [1]]],
    ['textarea', area(), [''], [null, 0, []]],
    ['select', select(), [0, 2, null], [1, 3, -1, '0', [0], []]],
    ['select with a hint', select({ options: HINT }), [0, 1, null], [2]],
    ['multiple select', select({ multiple: true }), [[], [0], [2, 0]], [null, 0, [1], [0, 0], [9]]],
    ['checkbox', checkbox(), [[], [0, 2]], [null, 0, [1], [0, 0], ['0' as never]]],
    ['radio', radio(), [null, 0, 2], [1, 3, '', '0', [0]]],
    ['slider', slider(), [0, 11, 2.5, '7', '-1.5'], [null, '', ' ', 'x', [1], Infinity, NaN, 'Infinity']],
    ['actions', buttons, [null], [0, '', []]],
  ])('%s', (_, spec, good, bad) => {
    expect(good.filter((raw) => !isRawValueOf(spec, raw))).toEqual([])
    expect(bad.filter((raw) => isRawValueOf(spec, raw))).toEqual([])
  })
})

it.each<[string, FieldSpec, RawValue, RawValue]>([
  ['text', field('text'), '', ''],
  ['text with a value', field('text', { value: 'x' }), 'x', ''],
  ['color', field('color'), '#000000', ''],
  ['color with a value', field('color', { value: '#ffffff' }), '#ffffff', ''],
  ['textarea', area({ value: 'a\nb' }), 'a\nb', ''],
  ['select: the selected option', select(), 2, null],
  [
    'select: otherwise the first enabled option',
    select({ options: [option(0, { disabled: true }), option(1)] }),
    1,
    null,
  ],
  [
    'select: the last of two selected',
    select({ options: [option(0, { selected: true }), option(1, { selected: true }), option(2)] }),
    1,
    null,
  ],
  ['select: a hint', select({ options: HINT }), 0, null],
  ['select: no enabled option', select({ options: [] }), null, null],
  [
    'multiple select: the selected options without disabled ones',
    select({ multiple: true, options: [...HINT, option(2, { selected: true })] }),
    [2],
    [],
  ],
  ['checkbox', checkbox(), [2], []],
  ['radio', radio(), 2, null],
  ['radio: none', radio({ options: [option(0)] }), null, null],
  ['radio: a disabled option is not picked', radio({ options: HINT }), null, null],
  ['slider', slider({ min_value: 3 }), 5, 3],
  ['actions', buttons, null, null],
])('initialValue and emptyValue of %s', (_, spec, initial, empty) => {
  expect([initialValue(spec), emptyValue(spec)]).toEqual([initial, empty])
  expect(isRawValueOf(spec, initial)).toBe(true)
})

describe('a text whose field has no maxlength', () => {
  const tooLong = (length: number, spec: object = {}): unknown =>
    checkField({ name: 'a', type: 'textarea', rows: 1, ...spec } as FieldSpec, 'x'.repeat(length))

  it('may have 100,000 characters', () => {
    expect(tooLong(100_000)).toBeNull()
    expect(tooLong(100_001)).toEqual({ id: 'too_long', args: [100_000, 100_001] })
  })

  it('may have more if maxlength, or the author’s value, is longer', () => {
    expect(tooLong(150_000, { attributes: { maxlength: 200_000 } })).toBeNull()
    expect(tooLong(150_000, { value: 'y'.repeat(150_000) })).toBeNull()
    expect(tooLong(150_001, { value: 'y'.repeat(150_000) })).not.toBeNull()
  })
})
