set terminal svg size 960,768 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set multiplot layout 2,1 title 'Early warning' . "\n" . 'before any shock' noenhanced
set lmargin 11
unset key
set tmargin 1.5
set xlabel 'fall of ETH (%)' noenhanced offset 0,0.4
set ylabel 'R(P) of ETH' noenhanced
set yrange [0:1.4300000000000002]
set object 1 rectangle from graph 0, first 1 to graph 1, graph 1 behind fillcolor rgb '#FEEDDE' fillstyle solid noborder
set label 1 'above 1 a fall feeds itself' at graph 0.005, first 1 offset 0,0.6 textcolor rgb '#7F2704' front
$d0 << EOD
7.5 0.1
12.5 0.4
17.5 1.3
22.5 0.9
27.5 0.3
32.5 0.1
EOD
set xrange [5.0:35.0]
plot $d0 using 1:2:(5.0) with boxes fillstyle solid 0.85 noborder linecolor rgb '#0072B2'
unset object 1
unset label 1
set xlabel 'fall of WBTC (%)' noenhanced offset 0,0.4
set ylabel 'R(P) of WBTC' noenhanced
set yrange [0:1.25]
set object 1 rectangle from graph 0, first 1 to graph 1, graph 1 behind fillcolor rgb '#FEEDDE' fillstyle solid noborder
$d1 << EOD
7.5 0.0
12.5 0.1
17.5 0.2
22.5 0.5
27.5 0.6
32.5 0.2
EOD
set xrange [5.0:35.0]
plot $d1 using 1:2:(5.0) with boxes fillstyle solid 0.85 noborder linecolor rgb '#D55E00'
unset object 1
unset label 1
unset multiplot
