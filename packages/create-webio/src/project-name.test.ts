import { callingPackageManager, runCommand } from './package-manager'
import { projectName } from './project-name'

it.each([
  ['my-app', 'my-app'],
  ['./tools/My App', 'my-app'],
  ['.hidden', 'hidden'],
  ['数据', 'webio-app'],
  ['node_modules', 'webio-app'],
  ['a'.repeat(300), 'a'.repeat(214)],
])('gives the project in %s a name that is valid for npm', (folder, name) =>
  expect(projectName(folder)).toBe(name),
)

it.each([
  ['pnpm/10.1.0 npm/? node/v22.1.0 linux x64', 'pnpm'],
  ['yarn/1.22.22 npm/? node/v20.0.0', 'yarn'],
  ['deno/2.0', 'npm'],
  [undefined, 'npm'],
])('uses, with the user agent %s, %s', (agent, manager) => expect(callingPackageManager(agent)).toBe(manager))

it('names the command of each package manager', () => {
  expect(runCommand('npm', 'dev')).toBe('npm run dev')
  expect(runCommand('yarn', 'dev')).toBe('yarn dev')
  expect(runCommand('pnpm')).toBe('pnpm')
})
