import type { FieldSpec } from '@webio/core/protocol'
import { replacesValue } from './field-change'

const text = (more: object): FieldSpec => ({ name: 'a', type: 'text', ...more })
const radio = (...selected: boolean[]): FieldSpec => ({
  name: 'a',
  type: 'radio',
  options: selected.map((isSelected, id) => ({ id, label: `${id}`, value: id, selected: isSelected })),
})

describe('replacesValue', () => {
  it.each<[string, FieldSpec, FieldSpec, boolean]>([
    ['another value', text({ value: 'x' }), text({ value: 'y' }), true],
    ['the same value, set again', text({ value: 'x' }), text({ value: 'x' }), true],
    ['a help text', text({ value: 'x' }), text({ value: 'x', help_text: 'h' }), false],
    ['another choice', radio(true, false), radio(false, true), true],
    ['other options', radio(true, false), radio(true, false, false), true],
    ['a help text of choices', radio(true), { ...radio(true), help_text: 'h' }, false],
  ])('an update with %s', (_, before, after, expected) => {
    expect(replacesValue(before, after, true)).toBe(expected)
  })

  it('a snapshot that changes nothing', () => {
    expect(replacesValue(text({ value: 'x' }), text({ value: 'x' }), false)).toBe(false)
  })

  it('a snapshot with another value', () => {
    expect(replacesValue(text({ value: 'x' }), text({ value: 'y' }), false)).toBe(true)
  })
})
