'use client'

export { WebIOApp } from './webio-app'
export { WebIOProvider } from './webio-provider'
export { WebIOScope } from './webio-scope'
export { WebIOForms } from './webio-forms'
export { useWebIO } from './use-webio'

export type { CloseInfo, WebIOError } from './client/page-client'
export type { InPageTask } from './client/task-transport'
export type { Components, FieldProps, OutputProps } from './components'
export type { Theme, WebIOAppProps, WebIOProviderProps } from './props'
export type { WebIOControl } from './use-webio'
export type { WebIOScopeProps } from './webio-scope'
