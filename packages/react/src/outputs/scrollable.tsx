import type { ReactNode } from 'react'
import { useText } from '../context/use-text'
import { NodeChildren } from './frame/node-children'
import type { RendererProps } from './frame/renderer-props'
import { useScopeHooks } from './frame/scope-hooks'
import { useKeepBottom } from './use-keep-bottom'
import { useOutputRoot } from './frame/use-output-root'

/** A box that scrolls by itself, also with the keyboard. */
export function ScrollableOutput({ spec }: RendererProps<'scrollable'>): ReactNode {
  const { min_height, max_height, keep_bottom = false, border = true } = spec
  const text = useText()
  const limits = [min_height && `min-height:${min_height}`, max_height && `max-height:${max_height}`]
  const content = useKeepBottom(keep_bottom)
  return (
    <div
      role="group"
      aria-label={text({ id: 'scrollable' })}
      tabIndex={0}
      {...useOutputRoot(spec, limits.filter(Boolean).join(';'))}
      className="webio-scrollable webio-block"
      data-border={border ? '' : undefined}
    >
      <div ref={content} {...useScopeHooks(spec)} className="webio-scrollable-content">
        <NodeChildren id={spec.id} />
      </div>
    </div>
  )
}
