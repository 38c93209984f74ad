import { controlText } from './control-text'

it.each([
  ['textarea', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['text', 'a\r\nb', 'ab'],
  ['password', 'a\nb', 'ab'],
  ['url', ' https://a.test\n', 'https://a.test'],
  ['email', ' a@b.test ', 'a@b.test'],
  ['text', ' a ', ' a '],
  ['color', '#FF8800', '#ff8800'],
  ['datetime-local', '2026-01-31T09:30:00.000', '2026-01-31T09:30'],
  ['datetime-local', '2026-01-31T09:30:00', '2026-01-31T09:30'],
  ['datetime-local', '2026-01-31T09:30:10.500', '2026-01-31T09:30:10.5'],
  ['datetime-local', '2026-01-31T09:30:00.050', '2026-01-31T09:30:00.05'],
  ['datetime-local', '2026-01-31T09:00', '2026-01-31T09:00'],
  ['time', '09:30:00', '09:30:00'],
] as const)('a control of type %s holds %j as %j', (type, given, held) => {
  expect(controlText(type, given)).toBe(held)
})
