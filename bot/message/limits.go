package message

// Discord's limits, in UTF-16 units where it is text.
const (
	MaxContent   = 2000 // the text of a message
	MaxChoices   = 25
	MaxChoice    = 100 // the name and the value of a choice
	maxNonce     = 25
	MaxPageLimit = 100 // messages in one list

	maxRows             = 5 // of components
	maxInRow            = 5
	MaxCustomID         = 100
	maxLabel            = 80
	maxPlaceholder      = 150
	maxButtonURL        = 512
	maxInputLabel       = 45
	maxInputPlaceholder = 100
	MaxFormTitle        = 45
	maxAlt              = 1024 // what is said of a picture
)
