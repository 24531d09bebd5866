export const findingPage = (id: string): string => `/desk/improvements/findings/${id}`
export const improvementPage = (id: string): string => `/desk/improvements/items/${id}`
export const reportPage = (id: string): string => `/desk/improvements/reports/${id}`
