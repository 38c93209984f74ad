/** `@webio/core`: everything that a task author uses. It runs on Node and in a browser. */
export { put_code, put_html, put_markdown } from './api/output/put-markup'
export { put_text } from './api/output/put-text'
export { put_link } from './api/output/put-link'
export { put_qrcode } from './api/output/put-qrcode'
export { put_image } from './api/output/put-image'
export { put_audio, put_video } from './api/output/put-media'
export { put_file } from './api/output/put-file'
export { put_error, put_info, put_success, put_warning } from './api/output/put-message'
export { put_json } from './api/output/put-json'
export { put_component } from './api/output/put-component'
export { put_table } from './api/output/put-table'
export { span } from './api/output/span'
export { put_datatable } from './api/output/datatable/put-datatable'
export { file_picker } from './api/dialog/file-picker'
export { datatable_select } from './api/dialog/datatable-select'
export { datatable_insert, datatable_remove, datatable_update } from './api/output/datatable/change-datatable'
export { put_chart } from './api/output/put-chart'
export { put_button, put_buttons } from './api/output/put-buttons'
export { put_column, put_row } from './api/output/put-row'
export { put_grid } from './api/output/put-grid'
export { put_tabs } from './api/output/put-tabs'
export { put_collapse } from './api/output/put-collapse'
export { put_scrollable } from './api/output/put-scrollable'
export { logbox_append, logbox_clear, put_logbox } from './api/log/put-logbox'
export { put_widget } from './api/output/put-widget'
export { put_scope } from './api/scope/put-scope'
export { put_loading } from './api/output/put-loading'
export {
  put_processbar,
  put_progressbar,
  set_processbar,
  set_progressbar,
} from './api/output/put-progressbar'
export { clear, get_scope, remove, scroll_to } from './api/scope/scope'
export { set_scope } from './api/scope/set-scope'
export { use_scope } from './api/scope/use-scope'
export { clear_after, clear_before, clear_range, set_anchor } from './api/scope/anchor'
export { output } from './api/output/output-holder'
export { close_popup, popup, PopupSize } from './api/output/popup'
export { basic_auth, custom_auth, revoke_auth } from './api/auth/auth'
export { confirm } from './api/dialog/confirm'
export { popup_input } from './api/dialog/popup-input'
export { toast } from './api/output/toast'
export { style } from './api/output/style'
export { OutputPosition, Position } from './api/output/constants'
export {
  COLOR,
  DATE,
  DATETIME,
  DATETIME_LOCAL,
  FLOAT,
  input,
  NUMBER,
  PASSWORD,
  TEXT,
  TIME,
  URL,
} from './api/input/input'
export { textarea } from './api/input/textarea'
export { checkbox, radio, select } from './api/input/choices'
export { slider } from './api/input/slider'
export { file_upload } from './api/input/file-upload'
export { actions } from './api/input/actions'
export { input_group } from './api/input/input-group'
export { input_update } from './api/input/input-update'
export { put_file_upload } from './api/pin/put-file-upload'
export { put_input, put_slider, put_textarea } from './api/pin/put-fields'
export { put_actions, put_checkbox, put_radio, put_select } from './api/pin/put-choices'
export { pin } from './api/pin/pin'
export { get_pin_values, pin_on_change, pin_update, pin_wait_change } from './api/pin/pin-functions'
export {
  closed_signal,
  defer_call,
  emit,
  flush,
  hold,
  on_event,
  run_async,
} from './api/session/session-functions'
export { bind } from './api/session/bind'
export { broadcast, cluster_sessions } from './api/cluster/cluster-sessions'
export { share, viewers } from './api/cluster/share'
export { join_room, leave_room, on_message, room } from './api/cluster/rooms'
export { sleep } from './api/session/sleep'
export { step } from './api/durable/step'
export { now, patched, random, random_id } from './api/durable/recorded-values'
export { checkpoint, on_resume } from './api/durable/checkpoint'
export { redirect_stdout } from './api/process/redirect-stdout'
export { run_shell } from './api/process/run-shell'
export { get_cookie, set_cookie } from './api/browser/cookies'
export { clear_localstorage, get_localstorage, set_localstorage } from './api/browser/local-storage'
export { get_all_query, get_query } from './api/browser/query'
export { wait_scroll_to_bottom } from './api/browser/wait-scroll-to-bottom'
export { eval_js, run_js } from './api/session/scripts'
export { register_thread } from './api/session/register-thread'
export { go_app } from './api/session/go-app'
export { restart } from './api/session/restart'
export { set_auto_scroll_bottom, set_env, set_output_fixed_height, set_title } from './api/session/set-env'
export { download } from './api/session/download'
export { local } from './api/session/local'
export { info } from './api/session/info'
export {
  DurableMismatch,
  InputCancelledException,
  ScriptException,
  SessionClosedException,
  SessionException,
  SessionNotFoundException,
} from './errors'

export type { ScopeRef } from './api/scope-ref'
export type { EnteredScope, Output, OutputOptions } from './api/output/handle/output'
export type { TextOptions } from './api/output/put-text'
export type {
  CodeOptions,
  HtmlOptions,
  MarkdownOptions,
  MarkdownParserOptions,
} from './api/output/put-markup'
export type { LinkOptions } from './api/output/put-link'
export type { QrcodeOptions } from './api/output/put-qrcode'
export type { ImageOptions, ImageSource } from './api/output/put-image'
export type { AudioOptions, MediaSource, VideoOptions } from './api/output/put-media'
export type { FileOptions, FileSource } from './api/output/put-file'
export type { MessageOptions } from './api/output/put-message'
export type { ComponentOptions } from './api/output/put-component'
export type { Span } from './api/output/span'
export type { TableHeader, TableOptions, TableRow } from './api/output/put-table'
export type { ChartOptions } from './api/output/put-chart'
export type { CellOption, ColumnArgs, ColumnArgsList, GridArgs } from './api/output/datatable/column-args'
export type { ColumnOrder } from './api/output/datatable/columns'
export type {
  DataFilter,
  DataRequest,
  DataRows,
  DataSort,
  DataSource,
} from './api/output/datatable/data-source'
export type {
  DatatableAction,
  DatatableBaseOptions,
  DatatableOptions,
  MultipleDatatableOptions,
} from './api/output/datatable/put-datatable'
export type { FilePickerOptions } from './api/dialog/file-picker'
export type { DatatableSelectOptions } from './api/dialog/datatable-select'
export type { EditHandler } from './api/output/datatable/cell-edits'
export type { CellClass, ClassesByValue, MarkedRecord, RowClass } from './api/output/datatable/table-marks'
export type { DatatableUpdateOptions } from './api/output/datatable/change-datatable'
export type {
  ButtonLookOptions,
  ButtonOptions,
  ButtonsItem,
  ButtonsValue,
  ButtonsOptions,
} from './api/output/put-buttons'
export type { Content } from './api/output/handle/content'
export type { TrackOptions } from './api/output/put-row'
export type { GridContent, GridOptions } from './api/output/put-grid'
export type { Tab } from './api/output/put-tabs'
export type { CollapseOptions } from './api/output/put-collapse'
export type { ScrollableHeight, ScrollableOptions } from './api/output/put-scrollable'
export type { LogboxOptions } from './api/log/put-logbox'
export type { WidgetData, WidgetOptions } from './api/output/put-widget'
export type { PutScopeOptions } from './api/scope/put-scope'
export type { LoadingOptions } from './api/output/put-loading'
export type { ProgressbarOptions } from './api/output/put-progressbar'
export type { ScrollToOptions } from './api/scope/scope'
export type { SetScopeOptions } from './api/scope/set-scope'
export type { UseScope, UseScopeOptions } from './api/scope/use-scope'
export type { OutputHolder } from './api/output/output-holder'
export type { Popup, PopupOptions } from './api/output/popup'
export type { AuthOptions } from './api/auth/auth-cookie'
export type { ConfirmOptions } from './api/dialog/confirm'
export type { PopupInputOptions } from './api/dialog/popup-input'
export type { ToastOptions } from './api/output/toast'
export type { FormOptions, InputItem, ItemValue } from './api/input/input-item'
export type { FieldOptions, HtmlAttributes } from './api/input/field-options'
export type {
  FieldValidator,
  GroupValidationResult,
  GroupValidator,
  ValidationResult,
} from './api/input/validate'
export type { InputAction, InputOptions, SetValue, TextValue } from './api/input/input'
export type { CodeEditorOptions } from './api/input/code-options'
export type { TextareaOptions } from './api/input/textarea'
export type {
  CheckboxOptions,
  FinderSelectOptions,
  FoundValue,
  RadioOptions,
  RadioValue,
  SelectOptions,
  SelectValue,
} from './api/input/choices'
export type { OptionFinder } from './api/input/option-finder'
export type { OptionItem, OptionValue } from './api/input/option-list'
export type { SliderOptions } from './api/input/slider'
export type { ShareLink, ShareOptions, Viewer } from './api/cluster/share'
export type { FileFieldOptions, FileUploadOptions, FileValue } from './api/input/file-upload'
export type { ActionItem, ActionsOptions } from './api/input/actions'
export type { GroupValues, InputGroupOptions } from './api/input/input-group'
export type { InputUpdateFields } from './api/input/input-update'
export type { EvalOptions, ScriptArguments } from './api/session/scripts'
export type { ThreadWorker } from './api/session/register-thread'
export type { GoAppOptions } from './api/session/go-app'
export type { Redirection } from './api/process/redirect-stdout'
export type { RunShellOptions } from './api/process/run-shell'
export type { CookieOptions } from './api/browser/cookies'
export type { ScrollToBottomOptions } from './api/browser/wait-scroll-to-bottom'
export type { BoundResult } from './api/session/bind'
export type { StepContext, StepOptions } from './api/durable/step'
export type { RunAsyncOptions, TaskHandle } from './api/session/session-functions'
export type { PinOptions } from './api/pin/make-pin'
export type { PutFileUploadOptions } from './api/pin/put-file-upload'
export type { PutInputOptions, PutSliderOptions, PutTextareaOptions } from './api/pin/put-fields'
export type {
  PutActionsOptions,
  PutCheckboxOptions,
  PutFinderSelectOptions,
  PutRadioOptions,
  PutSelectOptions,
} from './api/pin/put-choices'
export type { Pin } from './api/pin/pin'
export type { PinChanged, PinOnChangeOptions, PinUpdateFields, PinWaitOptions } from './api/pin/pin-functions'
export type { ThemeName } from './protocol/themes'
export type { EnvOptions } from './api/session/set-env'
export type { Local, RegisteredLocal } from './api/session/local'
export type { TaskInfo } from './api/session/info'
export type { EventData, EventName, Register, RegisteredEvents, RegisteredUser } from './api/session/register'
export type { SessionInfo, SessionRequest, UserAgent } from './engine/session-info'
export type { Applications, TaskFunction, TaskParams } from './engine/tasks/applications'
export type { FileContent } from './engine/files/file-content'
export type { UploadedFile } from './engine/files/uploaded-file'
export type { CallbackOptions } from './engine/tasks/callbacks'
export type { InputCancelReason, ScriptFailureReason } from './errors'
export type { Json, JsonObject } from './protocol/json'
export type { ButtonColor } from './protocol/output-spec'
export type { ColumnKind, DatatableTheme, FilterOperator, RowId } from './protocol/datatable'
export type { TextInputType } from './protocol/input-spec'
export type { ClusterFilter, ClusterSession } from './api/cluster/cluster-sessions'
export type { Room, RoomMember } from './api/cluster/rooms'
