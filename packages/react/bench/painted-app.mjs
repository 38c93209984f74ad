import { WebIOApp } from '@webio/react'
import { createElement } from 'react'

/**
 * The component that the server renders and the browser hydrates.
 * @param {{ firstPaint: import('@webio/core/protocol').FirstPaint | null }} props
 */
export const appOf = (props) => createElement(WebIOApp, { endpoint: '/webio', app: 'waiting', ...props })
