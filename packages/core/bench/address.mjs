/**
 * Returns the URL of an application's page.
 *
 * @param {string} url
 * @param {string} app
 * @param {import('./payloads.mjs').Sizes} sizes
 */
export function addressOf(url, app, sizes) {
  const query = new URLSearchParams({ app })
  for (const [name, size] of Object.entries(sizes)) query.set(name, String(size))
  return `${url}?${query}`
}
