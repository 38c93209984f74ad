import { isSafeUrl } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { addressOfApp } from '../dom/app-address'
import type { SpecOf } from '../components'
import type { ViewOptions } from '../context/view-options'
import { useViewOptions } from '../context/view-options'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A link to a URL, or to another application of the same endpoint. */
export function LinkOutput({ spec }: RendererProps<'link'>): ReactNode {
  const view = useViewOptions()
  const target = spec.new_window ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <a {...useOutputRoot(spec)} {...target} href={hrefOf(spec, view)} className="webio-link webio-block">
      {spec.label}
    </a>
  )
}

function hrefOf({ url, app }: SpecOf<'link'>, { endpoint, isStandAlone }: ViewOptions): string | undefined {
  if (app === undefined) return url !== undefined && isSafeUrl(url) ? url : undefined
  // A task that runs in the page has no handler, and so no other applications.
  return endpoint === undefined ? undefined : addressOfApp(app, endpoint, isStandAlone)
}
