# A converter that cannot read the picture.
mkdir programmer
printf '#!/bin/sh\nexit 1\n' >programmer/rsvg-convert
chmod +x programmer/rsvg-convert
