/**
 * Loads a package that not every user has installed.
 * @throws Error that says how to install the package if it is missing
 */
export async function optionalPackage<T>(name: string, url: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    throw new Error(`${url} needs the package '${name}'. Install it: npm install ${name}`, { cause: error })
  }
}

/** A URL for messages, without user, password and parameters. */
export function shownUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed ? `${parsed.protocol}//${parsed.host}${parsed.pathname}` : 'the URL'
}
