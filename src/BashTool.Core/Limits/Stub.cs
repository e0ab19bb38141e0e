namespace BashTool.Core.Limits; internal static class Stub;
