export { DeskLayout } from './layout/desk.tsx'
export { type ForMachines, PlainLayout, type Site } from './layout/frame.tsx'
export { PortalLayout } from './layout/portal.tsx'
export { RegionLayout } from './layout/region.tsx'
