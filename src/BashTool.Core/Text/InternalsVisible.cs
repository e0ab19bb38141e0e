using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BashTool.Core.Tests")]
