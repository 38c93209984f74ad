/**
 * Fetches a URL and reads the whole response, which can be read again. An unread body would keep its
 * connection open, and so the test's process.
 */
export async function get(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const copy = response.clone()
  await response.arrayBuffer()
  return copy
}
