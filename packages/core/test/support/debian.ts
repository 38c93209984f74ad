import { spawnSync } from 'node:child_process'

/**
 * The reason why a program cannot run here, or null. It is installed if possible.
 * @param packages Debian packages that contain it
 */
export function missingProgram(packages: readonly string[], isThere: () => boolean): string | null {
  if (isThere()) return null
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const names = packages.join(' ')
  const install = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${names}`
  const { error, status, stderr } = spawnSync('sh', ['-c', install], { env, encoding: 'utf8' })
  if (isThere()) return null
  return `${names} cannot be installed here: ${error?.message ?? `apt-get ended with ${status}: ${stderr.trim()}`}`
}
