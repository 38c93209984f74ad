import { placeIn } from './typed-text'

it.each<[string, string, string]>([
  ['hel|lo', 'HELLO', 'HEL|LO'],
  ['|hello', 'say hello', '|say hello'],
  ['hello|', 'hello you', 'hello| you'],
  ['12|34', '1,234', '1,2|34'],
  ['ab|', '', '|'],
  ['abc|def', 'abdef', 'ab|def'],
])('the caret position in %s becomes, in %s, %s', (before, after, expected) => {
  const place = before.indexOf('|')
  const moved = placeIn(place, before.replace('|', ''), after)
  expect(`${after.slice(0, moved)}|${after.slice(moved)}`).toBe(expected)
})
