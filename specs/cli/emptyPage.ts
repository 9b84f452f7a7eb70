/** Stands in for the page of the dashboard, which is not built where specs run. Import it before what reads the page. */
jest.mock('../../lib/dashboard/serving/pageFiles', () => ({
  pageFiles: () => ({ 'index.html': '', 'app.js': '', 'app.css': '' }),
}));
