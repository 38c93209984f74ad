import process from 'node:process'

/** A package manager that this command can use. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'

export const PACKAGE_MANAGERS: readonly PackageManager[] = ['npm', 'pnpm', 'yarn', 'bun']

/** The one that has started this process, which is the one that the person uses: npm, unless the environment names another. */
export function callingPackageManager(
  userAgent: string | undefined = process.env['npm_config_user_agent'],
): PackageManager {
  const name = userAgent?.split('/')[0]
  return PACKAGE_MANAGERS.find((known) => known === name) ?? 'npm'
}

/** How to run a script of package.json: `npm run dev`, `yarn dev`. Without a script, what stands before its name. */
export const runCommand = (manager: PackageManager, script?: string): string =>
  [manager, ...(manager === 'npm' || manager === 'bun' ? ['run'] : []), ...(script ? [script] : [])].join(' ')
