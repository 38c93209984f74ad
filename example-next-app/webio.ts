// Each function that is exported here is an application.
export { chat } from './tasks/chat'
export { feedback } from './tasks/feedback'
export { hello } from './tasks/hello'
export { live } from './tasks/live'
export { poll } from './tasks/poll'
export { table } from './tasks/table'
export { tour_content, tour_files } from './tasks/tour'
export { wizard } from './tasks/wizard'
