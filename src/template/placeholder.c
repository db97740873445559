typedef int template_placeholder;
