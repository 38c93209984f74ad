'use client'

export { createWebIO } from './create-webio'
export { createWebIOSession } from './create-session'
export { WebIOApp } from './webio-app'
export { WebIOProvider } from './webio-provider'
export { WebIOScope } from './webio-scope'
export { WebIOForms } from './webio-forms'
export { WebIOOverlays } from './webio-overlays'
export { WebIOOutput } from './webio-output'
export { useOutput, useScope, useWebIOForm } from './headless'
export { useWebIO } from './use-webio'
export { setUpCharts } from './outputs/chart/set-up-charts'

export type { CloseInfo, WebIOError, WebIOSession } from './session/session-options'
export type { InPageTask } from './session/wire/task-transport'
export type { Components, FieldComponents, FieldProps, OutputProps, Outputs } from './components'
export type { AppName, AppParams, AppResult, EventArguments, SendEvent, TypedWebIO } from './create-webio'
export type { WebIOFieldValue, WebIOFormValue, WebIOOutputValue, WebIOScopeValue } from './headless'
export type { ChartSetUp } from './outputs/chart/set-up-charts'
export type {
  ButtonSlotProps,
  ClassNames,
  FormSlotProps,
  LabelSlotProps,
  NoteSlotProps,
  Slots,
} from './parts'
export type {
  Theme,
  ThemeMode,
  WebIOAppProps,
  WebIOHandle,
  WebIOProviderProps,
  WebIOSessionOptions,
} from './props'
export type { WebIOControl } from './use-webio'
export type { WebIOOutputProps } from './webio-output'
export type { WebIOScopeProps } from './webio-scope'
