import '@webio/react/styles.css'
import type { Root } from 'react-dom/client'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { HostSite } from './host-site'

const container = document.getElementById('root') as HTMLElement

function start(): Root {
  if (container.firstChild) {
    // The server has rendered the page.
    return hydrateRoot(container, <HostSite isLive />, {
      onRecoverableError: (error) => console.error('hydration:', error),
    })
  }
  const root = createRoot(container)
  root.render(<HostSite isLive={location.search === ''} />)
  return root
}

const root = start()
Object.assign(window, {
  host: {
    show: (isLive: boolean) => root.render(<HostSite isLive={isLive} />),
    leave: () => root.unmount(),
  },
})
