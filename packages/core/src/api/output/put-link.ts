import { isSafeUrl } from '../../protocol/safe-url'
import type { OptionRules } from '../arguments'
import { checkArgument } from '../arguments'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface LinkOptions extends OutputOptions {
  /** The target of the link: http, https, mailto, tel, or relative. Give this or `app`. */
  url?: string
  /** Another application of the same endpoint. Give this or `url`. */
  app?: string
  /** Opens in a new window. @default false */
  new_window?: boolean
}

const LINK_RULES = {
  ...OUTPUT_OPTION_RULES,
  url: 'string',
  app: 'string',
  new_window: 'boolean',
} as const satisfies OptionRules

const LINK: OutputKind<Pick<LinkOptions, 'url' | 'app' | 'new_window'> & { readonly name: string }> = {
  name: 'put_link',
  parameters: { name: 'string' },
  options: LINK_RULES,
  leaf: true,
  build(id, { name, url, app, new_window }) {
    checkArgument('put_link', 'name', name, 'string')
    if ((url === undefined) === (app === undefined)) throw new TypeError('put_link: give either url or app.')
    if (url !== undefined && !isSafeUrl(url)) {
      throw new RangeError(
        `put_link: url must be http, https, mailto, tel or relative, not ${JSON.stringify(url)}.`,
      )
    }
    return { id, type: 'link', label: name, ...withoutNulls({ url, app }), ...(new_window && { new_window }) }
  },
}

/**
 * Shows a link to a URL, or to another application of the same endpoint.
 * @throws TypeError unless exactly one of `url` and `app` is given; RangeError if the URL's scheme is not allowed
 */
export function put_link(name: string, options: LinkOptions): Output {
  return makeOutput(LINK, { name }, options)
}
