/** The only script of the page: it reloads when a file has changed, and stays where the reader was. */
export const reloadScript = `
new EventSource('/changes').onmessage = () => {
  sessionStorage.setItem('scroll ' + location.pathname, String(scrollY));
  location.reload();
};
addEventListener('load', () => scrollTo(0, Number(sessionStorage.getItem('scroll ' + location.pathname))));
`;
