import { contentsOfModule, namesOf } from './applications-of-module'

const main = (): void => {}
const other = async (): Promise<void> => {}

it('takes every exported function, and the default export as index', () => {
  const authorize = (): string => 'me'
  const exports = {
    main,
    default: other,
    options: { authorize },
    rooms: new Map(),
    LIMIT: 3,
    Board: class {},
  }
  expect(contentsOfModule(exports, './webio.ts')).toEqual({
    applications: { main, index: other },
    options: { authorize },
  })
})

it.each<[string, Record<string, unknown>, RegExp]>([
  ['no function', { LIMIT: 3 }, /\[webio\] \.\/webio\.ts exports no application/],
  [
    'an invalid default export',
    { main, default: {} },
    /\[webio\] the default export of \.\/webio\.ts must be a task/,
  ],
  ['index and default', { index: main, default: other }, /\[webio\] .*Rename one/],
  [
    'invalid options',
    { main, options: 'x' },
    /\[webio\] the export options of \.\/webio\.ts must be an object/,
  ],
])('refuses: %s', (_name, exports, message) => {
  expect(() => contentsOfModule(exports, './webio.ts')).toThrow(message)
})

it('names applications as the handler does', () => {
  expect([namesOf(main), namesOf([main, other]), namesOf({ a: main })]).toEqual([
    ['index'],
    ['main', 'other'],
    ['a'],
  ])
})
