import type { ReactNode } from 'react'
import { useReadableModule } from '../lazy-module'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'
import { lazyTabsBody } from './tabs/lazy-tabs-body'

/** Tabs: an empty box until the drawing code has been loaded. */
export function TabsOutput(props: RendererProps<'tabs'>): ReactNode {
  const loaded = useReadableModule(lazyTabsBody)
  return loaded ? <loaded.TabsBody {...props} /> : <EmptyTabs {...props} />
}

function EmptyTabs({ spec }: RendererProps<'tabs'>): ReactNode {
  return <div {...useOutputRoot(spec)} className="webio-tabs webio-block" aria-busy />
}
