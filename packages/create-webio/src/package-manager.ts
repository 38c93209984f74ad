import process from 'node:process'

/** The package managers that this command supports. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'

export const PACKAGE_MANAGERS: readonly PackageManager[] = ['npm', 'pnpm', 'yarn', 'bun']

/** The package manager that started this process, which is the one that the person uses; npm if the environment names none. */
export function callingPackageManager(
  userAgent: string | undefined = process.env['npm_config_user_agent'],
): PackageManager {
  const name = userAgent?.split('/')[0]
  return PACKAGE_MANAGERS.find((known) => known === name) ?? 'npm'
}

/** The command that runs a script of package.json: `npm run dev`, `yarn dev`. Without a script, the part before its name. */
export const runCommand = (manager: PackageManager, script?: string): string =>
  [manager, ...(manager === 'npm' || manager === 'bun' ? ['run'] : []), ...(script ? [script] : [])].join(' ')
