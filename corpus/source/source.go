// Package source says where bytes come from: a directory of files, files built
// into the program, or a feed or a page over HTTP. It hands them to package
// format and delivers what comes back, one Delivery for every file or item.
//
// Another kind of source is another file of this package, with a type that
// implements corpus.Source, and one case where the configuration is read.
package source

import "briefbot/corpus"

var (
	_ corpus.Source = (*Directory)(nil)
	_ corpus.Source = (*FS)(nil)
)
