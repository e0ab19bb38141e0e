global using BashTool.Core.CommandModel;
global using BashTool.Core.Files;
global using BashTool.Core.Streams;
global using BashTool.Core.Text;
