mkdir tom
