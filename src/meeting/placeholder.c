typedef int meeting_placeholder;
