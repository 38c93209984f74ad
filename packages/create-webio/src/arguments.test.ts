import { parseRequest } from './arguments'

it('reads a whole command line', () => {
  expect(parseRequest(['my-app', '--template', 'next', '--pm', 'pnpm', '--no-install', '--git'])).toEqual({
    folder: 'my-app',
    template: 'next',
    add: false,
    packageManager: 'pnpm',
    install: false,
    git: true,
    yes: false,
  })
})

it('leaves missing values undefined', () => {
  expect(parseRequest([])).toMatchObject({ folder: undefined, template: undefined, install: undefined })
})

it.each([['--help'], ['-h']])('%s asks for help', (flag) => expect(parseRequest([flag])).toBe('help'))

it.each([
  [['--template', 'remix'], '--template is one of standalone, next, vite, not "remix".'],
  [['--pm', 'deno'], '--pm is one of npm, pnpm, yarn, bun, not "deno".'],
  [['app', 'next'], 'npm passes options on only after a double dash'],
  [['--colour'], "Unknown option '--colour'"],
  [['--add', '--template', 'next'], 'Leave out --template.'],
  [['--add', '--git'], 'Leave out --git.'],
  [[''], 'FOLDER is empty.'],
])('refuses %j', (args, message) => expect(() => parseRequest(args)).toThrow(message))
