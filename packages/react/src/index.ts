'use client'

export { WebIOApp } from './webio-app'
export { WebIOProvider } from './webio-provider'
export { WebIOScope } from './webio-scope'
export { WebIOForms } from './webio-forms'
export { useWebIO } from './use-webio'

export type { CloseInfo, WebIOError } from './session/session-owner'
export type { InPageTask } from './session/wire/task-transport'
export type { Components, FieldProps, OutputProps } from './components'
export type { Theme, WebIOAppProps, WebIOProviderProps } from './props'
export type { WebIOControl } from './use-webio'
export type { WebIOScopeProps } from './webio-scope'
