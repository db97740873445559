typedef int document_placeholder;
