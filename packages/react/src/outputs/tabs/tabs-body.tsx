import type { TabSpec } from '@webio/core/protocol'
import { Content, List, Root, Trigger } from '@radix-ui/react-tabs'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { useContext, useState } from 'react'
import { TextsContext } from '../../context/texts-context'
import { useLiveStyle } from '../../hooks/use-is-hydrating'
import { NodeChildren } from '../frame/node-children'
import type { RendererProps } from '../frame/renderer-props'
import { useOutputRoot } from '../frame/use-output-root'

/** The tabs themselves. All panels stay mounted, so that text and open boxes in a hidden one are kept. */
export function TabsBody({ spec }: RendererProps<'tabs'>): ReactNode {
  const { tabs } = spec
  const { direction } = useContext(TextsContext)
  const [selection, setSelection] = useState({ title: tabs[0]?.title, index: 0 })
  const selected = selectedOf(tabs, selection)
  const select = (value: string): void => {
    const index = Number(value)
    setSelection({ title: tabs[index]?.title, index })
  }
  return (
    <Root
      {...useOutputRoot(spec)}
      className="webio-tabs webio-block"
      dir={direction}
      value={String(selected)}
      onValueChange={select}
    >
      <List asChild>
        <Box className="webio-tab-list">
          {tabs.map(({ title, panel }, index) => (
            <Trigger key={panel} value={String(index)} className="webio-tab">
              {title}
            </Trigger>
          ))}
        </Box>
      </List>
      {tabs.map(({ panel }, index) => (
        <Content key={panel} forceMount value={String(index)} hidden={index !== selected} asChild>
          <Box className="webio-tab-panel">
            <NodeChildren id={panel} />
          </Box>
        </Content>
      ))}
    </Root>
  )
}

/** An element that Radix draws, with its styles set once the page is live. */
function Box({ style, ...props }: ComponentPropsWithRef<'div'>): ReactNode {
  return <div {...props} style={useLiveStyle(style)} />
}

/** The index of the selected tab after the task may have changed the tabs: the tab with the same title, or else the one at the same index. */
function selectedOf(
  tabs: readonly TabSpec[],
  { title, index }: { readonly title: string | undefined; readonly index: number },
): number {
  if (tabs[index]?.title === title) return index
  const moved = tabs.findIndex((tab) => tab.title === title)
  return moved >= 0 ? moved : Math.min(index, tabs.length - 1)
}
