import { fillMessage } from './fill-message'
import { firstText } from './first-messages'
import { ENGLISH_MESSAGES, messageText } from './messages'

it.each<[string, (string | number)[] | undefined, string]>([
  ['no slots', undefined, 'no slots'],
  ['{0} and {1}', [1, 'b'], '1 and b'],
  ['{1} before {0}, {1} again', ['a', 'b'], 'b before a, b again'],
  ['{0} and {1}', ['a'], 'a and {1}'],
  ['{0}', ['{1}', 'x'], '{1}'],
  ['{x} {}', ['a'], '{x} {}'],
])('fillMessage(%j, %j) returns %j', (template, args, expected) => {
  expect(fillMessage(template, args)).toBe(expected)
})

it('messageText returns the author’s text unchanged, and the page’s own in the requested language', () => {
  expect(messageText('{0} as it is')).toBe('{0} as it is')
  expect(messageText({ id: 'too_small', args: [5] })).toBe('The value must be 5 or more.')
  expect(messageText({ id: 'cancel' }, { ...ENGLISH_MESSAGES, cancel: 'Abbrechen' })).toBe('Abbrechen')
})

it('texts of another language that lack one have it in English', () => {
  expect(messageText({ id: 'too_small', args: [5] }, { cancel: 'Abbrechen' })).toBe(
    'The value must be 5 or more.',
  )
  expect(firstText({ id: 'retry' }, { retry: undefined })).toBe('Try again')
  expect(firstText({ id: 'retry' }, { retry: 'Once more' })).toBe('Once more')
  expect(firstText({ id: 'new_outputs', args: [3] })).toBe('3 new outputs')
})
