import { isSafeUrl } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { SpecOf } from '../components'
import type { RendererProps } from './renderer-props'
import { useOutputRoot } from './use-output-root'

/** A link to a URL, or to another application of the same endpoint. */
export function LinkOutput({ spec }: RendererProps<'link'>): ReactNode {
  const target = spec.new_window ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <a {...useOutputRoot(spec)} {...target} href={hrefOf(spec)} className="webio-link webio-block">
      {spec.label}
    </a>
  )
}

function hrefOf({ url, app }: SpecOf<'link'>): string | undefined {
  if (app === undefined) return url !== undefined && isSafeUrl(url) ? url : undefined
  const here = new URL(location.href)
  here.searchParams.set('app', app)
  return here.href
}
