import { posix } from 'node:path'
import { docsUrl, slugOf } from './outline'

/** What a link in a document of the repository leads to. */
export type Target =
  | { readonly kind: 'outside'; readonly url: string }
  | { readonly kind: 'page'; readonly url: string }
  /** A file or folder of the repository, which has a page that shows its source. */
  | { readonly kind: 'file'; readonly url: string; readonly path: string }
  | { readonly kind: 'image'; readonly url: string; readonly path: string }
  /** A program that runs next to its source. Such a link is a separate paragraph. */
  | { readonly kind: 'example'; readonly name: string; readonly path: string }

const EXAMPLE = /^docs\/examples\/(?<name>[\w/-]+)\.ts$/

/** Where a link leads on this site. @param source the document's path in the repository */
export function resolveLink(link: string, source: string): Target {
  if (/^[a-z]+:/i.test(link)) return { kind: 'outside', url: link }
  const [address = '', fragment] = link.split('#', 2)
  const hash = fragment === undefined ? '' : `#${fragment}`
  if (address === '') return { kind: 'page', url: hash }
  if (address.startsWith('/')) return { kind: 'page', url: link }
  const path = posix.join(posix.dirname(source), address).replace(/\/$/, '')
  const slug = slugOf(path)
  if (slug !== undefined) return { kind: 'page', url: docsUrl(slug) + hash }
  // GitHub shows the README of a folder.
  const readme = slugOf(`${path}/README.md`)
  if (readme !== undefined) return { kind: 'page', url: docsUrl(readme) + hash }
  if (/\.(png|svg|jpg)$/.test(path))
    return { kind: 'image', url: `/docs/images/${posix.basename(path)}`, path }
  const name = EXAMPLE.exec(path)?.groups?.['name']
  if (name !== undefined) return { kind: 'example', name, path }
  return { kind: 'file', url: docsUrl(`files/${path}`), path }
}
