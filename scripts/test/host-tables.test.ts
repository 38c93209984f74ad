import { readFileSync } from 'node:fs'
import path from 'node:path'
import { COMMANDS, runnerOf, VARIANTS } from '../../packages/next-plugin/test/next-table'
import { BEHIND_NGINX, HOSTS } from '../../packages/react/test/browser/host-table'

/** Compares the tables of hosts in docs/hosting.md with the tables that the tests run. */

const HOSTING = readFileSync(path.resolve(__dirname, '../../docs/hosting.md'), 'utf8')

/** The cells of the table whose header begins with this text. */
function tableWith(head: string): string[][] {
  const [, rows = ''] = HOSTING.slice(HOSTING.indexOf(head)).split(/^\| --- .*\n/m)
  const [table = ''] = rows.split('\n\n')
  return table
    .trim()
    .split('\n')
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

it('servers and pages', () => {
  const named = tableWith('| host | how |').map(([name]) => name)
  expect(named).toEqual([...HOSTS, ...BEHIND_NGINX].map(({ name }) => name))
})

it('Next.js', () => {
  const head = `| command | ${VARIANTS.map(({ name }) => name).join(' | ')} |`
  expect(tableWith(head)).toEqual(
    COMMANDS.map((command) => [
      `\`${command}\``,
      ...VARIANTS.map((variant) => (runnerOf(command, variant) === 'npm test' ? 'test' : 'matrix')),
    ]),
  )
})
