/**
 * A host page in the browser: continues the document of `painted-server.mjs`, which contains the props with
 * which it was rendered.
 */
import '@webio/react/styles.css'
import { hydrateRoot } from 'react-dom/client'
import { appOf } from './painted-app.mjs'

const props = JSON.parse(document.getElementById('props')?.textContent ?? '')
hydrateRoot(/** @type {Element} */ (document.getElementById('root')), appOf(props))
