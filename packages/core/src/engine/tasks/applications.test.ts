import type { Applications } from './applications'
import { namedApplications } from './applications'

const f = (): void => {}
function main(): void {}

it.each<[string, Applications, string[]]>([
  ['a function as the index', main, ['index']],
  ['functions by their names', [main, f], ['main', 'f']],
  ['an object by its keys', { index: f, 'a/b': main }, ['index', 'a/b']],
])('%s', (_, applications, names) => {
  expect([...namedApplications(applications, 'x').keys()]).toEqual(names)
})

it.each<[string, unknown, string]>([
  ['nothing', undefined, 'x: give it at least one application (a function).'],
  ['an empty list', [], 'x: give it at least one application (a function).'],
  [
    'a function without a name',
    [() => {}],
    'x: an application in an array needs a name. Give it one, or use { name: function }.',
  ],
  ['two functions with the same name', [f, f], 'x: two applications are named "f". Use { name: function }.'],
  ['a value that is not a function', { a: 5 }, 'x: the application "a" must be a function, not a number.'],
  ['null', { a: null }, 'x: the application "a" must be a function, not null.'],
])('%s throws', (_, applications, message) => {
  expect(() => namedApplications(applications as Applications, 'x')).toThrow(new TypeError(message))
})
