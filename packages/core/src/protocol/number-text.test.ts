import { isKeptExactly, readNumber } from './number-text'

const GERMAN = { decimal: ',', group: '.' }
const FRENCH = { decimal: ',', group: '\u202f' }
const ENGLISH = { decimal: '.', group: ',' }

const said = (input: string, separators?: typeof GERMAN): unknown => {
  const reading = readNumber(input, separators)
  if (reading.kind === 'number') return reading.text
  return reading.kind === 'ambiguous' ? reading.readings : null
}

it.each<[string, unknown]>([
  ['0', '0'],
  ['-5', '-5'],
  ['+7', '7'],
  ['- 5', '-5'],
  ['\u22125', '-5'],
  ['\uff0d\uff15', '-5'],
  [' 42\u00a0', '42'],
  ['\u200e42', '42'],
  ['1 234', '1234'],
  ['1\u202f234\u202f567', '1234567'],
  ["1'234.5", '1234.5'],
  ['1\u2019234', '1234'],
  ['12,34,567', '1234567'],
  ['\uff11\uff12', '12'],
  ['\u06f1\u06f2', '12'],
  ['\u0661\u066b\u0665', '1.5'],
  ['\u0661\u066c\u0662\u0663\u0664', '1234'],
  ['\u09e7\u09e8', '12'],
  ['\u{1d7d8}\u{1d7d9}', '01'],
  ['1\u30025', '1.5'],
  ['1,5', '1.5'],
  [',5', '0.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1.500', '1.500'],
  ['1.000,5', '1000.5'],
  ['1,000.5', '1000.5'],
  ['1.234.567', '1234567'],
  ['0,500', '0.500'],
  ['1,500', ['1500', '1.500']],
  ['-1,500', ['-1500', '-1.500']],
  ['1500,5', '1500.5'],
  ['1e3', '1e3'],
  ['1,5E-3', '1.5e-3'],
  ['1e+21', '1e21'],
  ['', null],
  ['-', null],
  ['.', null],
  ['e', null],
  ['1e', null],
  ['5/2', null],
  ['12abc', null],
  ['1.2.3', null],
  ['1,2.3', null],
  ['1 2', null],
  ['12 34', null],
  ['1_000', null],
  ['0x10', null],
  ['Infinity', null],
  ['NaN', null],
  ['5-', null],
  ['1.000,500,5', null],
])('[V4] reads %j as %j', (input, expected) => {
  expect(said(input)).toEqual(expected)
})

it.each<[string, typeof GERMAN, unknown]>([
  ['1,500', ENGLISH, '1500'],
  ['1,500', GERMAN, '1.500'],
  ['1.500', GERMAN, '1500'],
  ['1.500', ENGLISH, '1.500'],
  ['9.99', GERMAN, '9.99'],
  ['9,99', ENGLISH, '9.99'],
  ['1.000,5', GERMAN, '1000.5'],
  ['1,000.5', GERMAN, '1000.5'],
  ['1234.567', GERMAN, '1234.567'],
  ['1.500', FRENCH, ['1500', '1.500']],
  ['1,500', FRENCH, '1.500'],
  ['1.50', FRENCH, '1.50'],
])('[V4] reads %j with the separators %j as %j', (input, separators, expected) => {
  expect(said(input, separators)).toEqual(expected)
})

it.each<[string, boolean]>([
  ['9007199254740992', true],
  ['9007199254740993', false],
  ['-9007199254740993', false],
  ['12345678901234567890', false],
  ['100000000000000000000', true],
  [`1${'0'.repeat(400)}`, false],
  ['1e400', false],
  ['1e-400', false],
  ['0.1', true],
  ['0.10000', true],
  ['007', true],
  ['-0', true],
  ['1e3', true],
  ['1.5e-7', true],
  ['0.30000000000000004', true],
  ['0.12345678901234567890', false],
])('stores %s exactly in a double: %s', (text, expected) => {
  expect(isKeptExactly({ text, value: Number(text) })).toBe(expected)
})
