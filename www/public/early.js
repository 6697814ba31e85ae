// Before anything is seen: the colours that the visitor chose. Who was here before, or follows a link, is going to see another
// picture than the one that the page begins with.
{
  const root = document.documentElement
  try {
    const { theme, program } = JSON.parse(localStorage.getItem('gc-playground:1') ?? '{}')
    if (theme) root.dataset.theme = theme
    root.classList.toggle('known', program !== undefined || location.hash !== '')
  } catch {
    // Nothing is kept, or nothing that can be read: a first visit.
  }
}
