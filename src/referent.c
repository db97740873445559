typedef int not_yet;
